// @ts-check
import { Section, useFile, useTools } from "./parts.js";
import { html, useState } from "./preact.js";

/** @typedef {import("./live.js").Snapshot} Snapshot */
/** @typedef {import("../src/page/switches").Switch} Switch */

/** @param {Snapshot} snapshot */
export function Behaviour({ state }) {
  const switches = useFile("/page/switches.json", /** @type {Switch[]} */ ([]));
  /** @type {Record<string, string | number>} */
  const current = state.behaviour;
  const turned = switches.filter((each) => current[each.name] !== each.default).length;
  return html`
    <${Section} id="behaviour" title="Behaviour">
      <p class="muted">Answers to open questions about the real API.</p>
      <details>
        <summary>
          ${
            turned === 0
              ? "All switches have their default"
              : `${turned} of ${switches.length} switches changed`
          }
        </summary>
        <div class="switches">
          ${switches.map(
            (each) =>
              html`<${Turn}
                key=${each.name}
                of=${each}
                value=${current[each.name] ?? each.default}
              />`,
          )}
        </div>
      </details>
    <//>
  `;
}

/** @param {{ of: Switch, value: string | number }} props */
function Turn({ of: each, value }) {
  const { send, act } = useTools();
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const { name, label, options, description } = each;

  /** @param {Event & { currentTarget: HTMLSelectElement | HTMLInputElement }} event */
  async function turn({ currentTarget }) {
    const next = typeof value === "number" ? Number(currentTarget.value) : currentTarget.value;
    await act(`${label}: ${next}.`, () => send("PUT", "/behaviour", { [name]: next }));
    setDraft(null);
  }
  const hint = `hint-${name}`;
  const field = { id: `switch-${name}`, onChange: turn, "aria-describedby": hint };

  return html`
    <div class=${value === each.default ? "switch" : "switch turned"}>
      <label for=${field.id}>${label}</label>
      ${
        options === undefined
          ? html`
              <input
                ...${field}
                value=${draft ?? value}
                onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
                  setDraft(event.currentTarget.value)}
                inputmode=${typeof value === "number" ? "numeric" : "text"}
              />
            `
          : html`
              <select ...${field} value=${draft ?? value}>
                ${options.map((option) => html`<option value=${option}>${option}</option>`)}
              </select>
            `
      }
      <p class="hint" id=${hint}>
        ${description} ${value !== each.default && `Default: ${each.default}`}
      </p>
    </div>
  `;
}
