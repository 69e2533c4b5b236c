// @ts-check

// Asks for a picture from elsewhere, and notes on the page which directive forbids it.
document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
  document.documentElement.dataset.forbids = effectiveDirective;
});
new Image().src = "http://127.0.0.1:9/elsewhere.png";
