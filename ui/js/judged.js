// The sum of a sheet's weights while it is written; whether it is exactly 100 is said in words too.
const form = document.querySelector("form:has([data-weight])");
const out = form?.querySelector("[data-sum]");

function add() {
  const hundredths = [...form.querySelectorAll("[data-weight]")].reduce((sum, field) => sum + Math.round(Number(field.value || 0) * 100), 0);
  const whole = hundredths === 10000;
  out.textContent = Number.isNaN(hundredths) ? "– %" : `${hundredths / 100} %${whole ? " ✓" : " ≠ 100 %"}`;
  out.className = `sum ${whole ? "good" : "bad"}`;
}

if (form && out) {
  form.addEventListener("input", add);
  add();
}
