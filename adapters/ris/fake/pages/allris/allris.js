// What the vendor's script does and an embedded panel has to live with: the page name becomes a class late,
// and parts of the page are replaced by fresh copies under new ids.
const allris = document.getElementById("allris");
allris?.classList.add(allris.dataset.page ?? "");

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button.refresh") : null;
  if (button) void replaceComponent(button);
});

async function replaceComponent(button) {
  const response = await fetch(location.href, { headers: { "Wicket-Ajax": "true" } });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("div.wicket");
  if (!response.ok || !fresh) return;
  document.getElementById(button.dataset.component)?.replaceWith(document.adoptNode(fresh));
  button.dataset.component = fresh.id;
}
