// @ts-check
import { Until } from "./clock.js";
import { Section, useFile, useTools } from "./parts.js";
import { html, useState } from "./preact.js";

/** @typedef {import("./live.js").Snapshot} Snapshot */
/** @typedef {import("./live.js").Fault} Fault */
/** @typedef {{ name: string, description: string }} Preset */

/**
 * Returns the title and the details of a fault.
 * @param {unknown} fault
 */
function described(fault) {
  const { preset, method, path, ...rest } = Object(fault);
  const which = [method, path].filter((part) => part !== undefined).join(" ");
  const title = preset ?? (which || "Any request");
  const more = preset === undefined || which === "" ? "" : which;
  const details = Object.keys(rest).length === 0 ? "" : JSON.stringify(rest);
  return { title: String(title), details: [more, details].filter((part) => part !== "") };
}

/** @param {Snapshot} snapshot */
export function Faults({ faults, now }) {
  const { send, act } = useTools();
  const presets = useFile("/page/presets.json", /** @type {Preset[]} */ ([]));

  /** @param {string} id */
  function remove(id) {
    const path = `/faults/${encodeURIComponent(id)}`;
    void act("Fault removed.", () => send("DELETE", path));
  }

  return html`
    <${Section} id="faults" title="Faults" count=${faults.length}>
      ${faults.length === 0 && html`<p class="empty">No faults.</p>`}
      <ul class="items" aria-label="Active faults">
        ${faults.map(
          (fault) => html`
            <li key=${fault.id}>
              <${InForce} fault=${fault} now=${now} presets=${presets} />
              <button
                type="button"
                aria-label=${`Remove fault ${fault.id}: ${described(fault.fault).title}`}
                onClick=${() => remove(fault.id)}
              >
                Remove
              </button>
            </li>
          `,
        )}
      </ul>
      ${
        faults.length > 1 &&
        html`
          <button
            type="button"
            onClick=${() => void act("All faults removed.", () => send("DELETE", "/faults"))}
          >
            Remove all
          </button>
        `
      }
      <${Arm} presets=${presets} />
    <//>
  `;
}

/** @param {{ fault: Fault, now: Snapshot["now"], presets: Preset[] }} props */
function InForce({ fault: { fault, hits, left, until, wakesAfter }, now, presets }) {
  const { title, details } = described(fault);
  const preset = presets.find(({ name }) => name === title);
  return html`
    <div>
      <strong class="name">${title}</strong>
      ${preset && html`<small>${preset.description}</small>`}
      ${details.map((text) => html`<small><code>${text}</code></small>`)}
      <small>
        ${hits === 1 ? "1 hit" : `${hits} hits`},
        ${" "}${left === null ? "no limit" : `${left} left`}
      </small>
      ${
        wakesAfter > 0 &&
        html`<small>
          Starts after ${wakesAfter} more matching ${wakesAfter === 1 ? "request" : "requests"}.
        </small>`
      }
      ${until !== null && html`<small>Ends <${Until} at=${Date.parse(until)} now=${now} /></small>`}
    </div>
  `;
}

/** @param {{ presets: Preset[] }} props */
function Arm({ presets }) {
  const { send, act } = useTools();
  const [chosen, choose] = useState("");
  const preset = presets.find(({ name }) => name === chosen) ?? presets[0];
  if (preset === undefined) {
    return null;
  }
  const { name, description } = preset;

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    void act(`Fault ${name} added.`, () => send("POST", "/faults", { preset: name }));
  }

  return html`
    <details>
      <summary>Add a fault</summary>
      <form class="fields" onSubmit=${submit}>
      <label class="wide">
        Preset
        <select
          value=${name}
          aria-describedby="preset-description"
          onChange=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) =>
            choose(event.currentTarget.value)}
        >
          ${presets.map(({ name }) => html`<option key=${name} value=${name}>${name}</option>`)}
        </select>
      </label>
      <p class="hint" id="preset-description" aria-live="polite">${description}</p>
      <button class="primary wide">Add fault</button>
    </form>
    </details>
  `;
}
