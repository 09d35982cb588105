// Brings the open tab into view where the row is narrower than its tabs.
const show = () => document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
show();
document.addEventListener("htmx:after:swap", show);
