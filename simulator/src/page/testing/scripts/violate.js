// @ts-check

// Requests an image from another origin, and marks the page with the directive that forbids it.
document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
  document.documentElement.dataset.forbids = effectiveDirective;
});
new Image().src = "http://127.0.0.1:9/elsewhere.png";
