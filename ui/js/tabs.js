// Brings the open tab into view where the row is narrower than its tabs.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
