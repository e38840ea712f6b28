/** Hand-made pages in the shapes of the vendors' markup (facts: ris-vendors.md §2, §3): only what the panel looks for, no content of theirs. */

export const script = '<script type="module" src="/kim/panel/panel.js"></script>';
const page = (head: string, body: string) =>
  `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Ratsinformation</title><link rel="stylesheet" href="/ris.css">${head}</head>${body}</html>`;

export const sessionNet = (extra = script): string =>
  page(
    `<meta name="sessionnet" content="V:050407">${extra}`,
    `<body id="smc_body"><header><p>Musterstadt Ratsinformation</p></header>
     <main><h1>Tagesordnungspunkt</h1>
     <div class="smc_page_to0050_layout"><h2>Ö 4.1 Sachstandsbericht</h2><p>Sitzung des Integrationsrates</p></div></main>
     <footer><p>Impressum</p></footer></body>`,
  );

export const allrisBlocks = (): string =>
  ["Beschluss", "Beratung", "Anlagen"]
    .map((title) => `<div class="compFull"><h2 class="expandedTitle">${title}</h2><div class="docPart"><p>Text</p></div></div>`)
    .join("");

export const allris4 = (extra = script): string =>
  page(
    `<meta name="description" content="ALLRIS net Version 4.1.7">${extra}`,
    `<body><main id="allris" class="to020"><h1 id="toname">Sachstandsbericht</h1><div id="id7e">${allrisBlocks()}</div></main></body>`,
  );

/** A single-page portal: the content comes later, and the address changes without a new page. */
export const portal = (extra = script): string =>
  page(
    extra.replace("<script ", '<script data-ris="rubin" '),
    '<body><main id="app"><h1>Wird geladen</h1></main><nav aria-label="Punkte"><ul><li><a href="/1/meeting?id=4711">Eins</a></li></ul></nav></body>',
  );

/** The agenda of that portal, as its script writes it: number and name of each row. */
export const agenda = (...rows: readonly (readonly [number: string, name: string])[]): string =>
  `<h1>Tagesordnung</h1><ul>${rows.map(([number, name]) => `<li><span>${number}</span><h2>${name}</h2></li>`).join("")}</ul>`;

/** No mark of any system: nothing may appear here. */
export const unknown = (extra = script): string => page(extra, "<body><main><h1>Ganz etwas anderes</h1><p>Text</p></main></body>");

export const styles = "body{font-family:Arial,sans-serif;font-size:15px;margin:0 auto;max-width:60rem;padding:1rem}";
