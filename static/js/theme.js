// A theme chosen on this device holds before the first paint. Only the word is kept, nothing about anyone.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be refused; then the device's own theme holds.
  }
})();
