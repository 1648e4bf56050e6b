/** Style of the hosted page: one column, light and dark, no assets. */
export const HOSTED_STYLE = `
:root { color-scheme: light dark; --ink: #1a1f36; --soft: #555d70; --paper: #ffffff;
  --ground: #f4f5f8; --line: #d5d8e0; --accent: #4338ca; --on-accent: #ffffff; --note: #fff4d6;
  --note-ink: #5c3d00; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceef4; --soft: #a8afc0; --paper: #1c2030; --ground: #11141d; --line: #3a4054;
    --accent: #a5b4fc; --on-accent: #11141d; --note: #3d3115; --note-ink: #ffe2a0; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 1rem;
  background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; padding: 1.5rem; background: var(--paper);
  border: 1px solid var(--line); border-radius: 1rem; }
.note { margin: 0 0 1.25rem; padding: .6rem .8rem; border-radius: .5rem; background: var(--note);
  color: var(--note-ink); font-size: .9rem; }
h1 { margin: 0; font-size: 1.15rem; overflow-wrap: anywhere; }
.details { margin: .15rem 0 0; color: var(--soft); overflow-wrap: anywhere; }
.amount { margin: .75rem 0 1.25rem; font-size: 2rem; font-weight: 700;
  font-variant-numeric: tabular-nums; }
.alert { margin: 0 0 1rem; padding: .6rem .8rem; border: 1px solid #c0392b; border-radius: .5rem; }
form { display: grid; gap: .6rem; }
button, .button { display: block; width: 100%; min-height: 2.9rem; padding: .6rem 1rem;
  border: 1px solid var(--line); border-radius: .6rem; background: transparent; color: var(--ink);
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
button.primary, .button.primary { border-color: var(--accent); background: var(--accent);
  color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
details { color: var(--soft); font-size: .9rem; }
summary { padding: .5rem 0; cursor: pointer; }
section { margin-top: 1.25rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
section form { margin-top: .75rem; grid-template-columns: 1fr 1fr; }
h1 ~ .alert { margin-top: 1rem; }
h2 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
a { color: var(--accent); }
.switch { margin-top: 1rem; }
.part { grid-column: 1 / -1; display: grid; grid-template-columns: 1fr 1fr; gap: .3rem .6rem; }
.part label { grid-column: 1 / -1; color: var(--soft); font-size: .9rem; }
input { min-width: 0; width: 100%; min-height: 2.9rem; padding: .6rem .8rem;
  border: 1px solid var(--line); border-radius: .6rem; background: transparent; color: var(--ink);
  font: inherit; font-variant-numeric: tabular-nums; }
details div { display: grid; gap: .5rem; padding-top: .4rem; }
`;
