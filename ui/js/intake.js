// Dictation where the company allows it and the browser can: what is heard is added to the text, to be read over.
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const box = document.querySelector("[data-voice]");

function listen(button, text) {
  const heard = new Recognition();
  heard.lang = button.dataset.lang;
  heard.continuous = true;
  heard.interimResults = false;
  heard.onresult = (event) => {
    for (const result of [...event.results].slice(event.resultIndex)) {
      if (result.isFinal) text.value = `${text.value}${/[!-~]$/.test(text.value) ? " " : ""}${result[0].transcript.trim()}`;
    }
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  heard.onend = () => rest(button);
  heard.onerror = () => rest(button);
  heard.start();
  return heard;
}

function rest(button) {
  button.setAttribute("aria-pressed", "false");
  button.querySelector("span").textContent = button.dataset.start;
}

if (box && Recognition) {
  const button = box.querySelector("[data-voice-turn]");
  const text = document.getElementById("text");
  let heard = null;
  button.dataset.start = button.querySelector("span").textContent;
  button.setAttribute("aria-pressed", "false");
  box.hidden = false;
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return heard?.stop();
    button.setAttribute("aria-pressed", "true");
    button.querySelector("span").textContent = button.dataset.stop;
    heard = listen(button, text);
  });
}
