// A picture wider than its frame begins at its newest end, and shows at which side more of it stands.
// What the address or a just saved event points at goes first. Without this file one scrolls oneself.

const watched = new WeakSet();

function watchFrame(frame) {
  if (watched.has(frame)) return;
  watched.add(frame);
  let begun = false;
  const look = () => {
    const most = frame.scrollWidth - frame.clientWidth;
    if (!begun && frame.clientWidth) {
      begun = true;
      if (!frame.querySelector(":target") && !frame.contains(document.activeElement))
        frame.scrollTo({ left: most, behavior: "instant" });
    }
    frame.parentElement.toggleAttribute("data-earlier", frame.scrollLeft > 1);
    frame.parentElement.toggleAttribute("data-later", most - frame.scrollLeft > 1);
  };
  frame.addEventListener("scroll", look, { passive: true });
  // Also says when a hidden picture comes into sight.
  new ResizeObserver(look).observe(frame);
}

const watchFrames = () => document.querySelectorAll(".c-timeline-frame").forEach(watchFrame);

document.addEventListener("htmx:afterSwap", watchFrames);
watchFrames();
