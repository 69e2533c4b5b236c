// @ts-check

(() => {
  const line = document.createElement("p");
  line.textContent = "barely there";
  line.style.color = "#999999";
  document.querySelector("section")?.append(line);
})();
