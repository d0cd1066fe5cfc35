// Tells whoever cannot see it what the frame of work that goes on says by now: politely, and only once it says something else.
for (const frame of document.querySelectorAll('.live iframe')) {
  const status = frame.parentElement.querySelector('[aria-live]');
  const read = () => frame.contentDocument?.getElementById('said')?.parentElement?.textContent?.trim();
  // What stands there at first is read with the page.
  let last = read();
  frame.addEventListener('load', () => {
    const said = read();
    if (last !== undefined && said !== undefined && said !== last) status.textContent = said;
    last = said;
  });
}
