// @ts-check
import { Until } from "./clock.js";
import { filledIn, Section, useTools } from "./parts.js";
import { html } from "./preact.js";

/** @typedef {import("./live.js").Snapshot} Snapshot */

/** @param {Snapshot} snapshot */
export function Maintenance({ state: { maintenance }, now }) {
  const { send, act } = useTools();

  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  async function submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const { from, whole, emergency, ...rest } = filledIn(form);
    const body = {
      ...rest,
      ...(from === undefined ? {} : { from: new Date(`${from}Z`).toISOString() }),
      ...(whole === undefined ? {} : { whole: true }),
      ...(emergency === undefined ? {} : { emergency: true }),
    };
    if (await act("Maintenance announced.", () => send("POST", "/maintenance", body))) {
      form.reset();
    }
  }
  /** @param {string} id */
  function cancel(id) {
    const path = `/maintenance/${encodeURIComponent(id)}`;
    void act("Maintenance cancelled.", () => send("DELETE", path));
  }

  return html`
    <${Section} id="maintenance" title="Maintenance" count=${maintenance.length}>
      ${maintenance.length === 0 && html`<p class="empty">No maintenance windows.</p>`}
      <ul class="items" aria-label="Maintenance windows">
        ${maintenance.map(
          (window) => html`
            <li key=${window.id}>
              <${Window} window=${window} now=${now} />
              <button
                type="button"
                aria-label=${`Cancel ${window.id}: ${window.device ?? window.site}`}
                onClick=${() => cancel(window.id)}
              >
                Cancel
              </button>
            </li>
          `,
        )}
      </ul>
      <details>
        <summary>Announce maintenance</summary>
        <form class="fields" onSubmit=${submit} autocomplete="off">
          <label>Site<input name="site" list="site-names" required /></label>
          <label>
            Device
            <input name="device" list="device-names" aria-describedby="device-hint" />
          </label>
          <p class="hint" id="device-hint">Leave empty for every device of the site, one after another.</p>
          <label class="tick wide"><input type="checkbox" name="whole" />The whole site at once</label>
          <label class="wide">
            From (UTC)
            <input type="datetime-local" name="from" aria-describedby="from-hint" />
          </label>
          <p class="hint" id="from-hint">
            Leave empty for the earliest time that Cloudflare's rules allow: after a week of notice if
            the site has two devices, which then get different days (UTC).
          </p>
          <label>Duration<input name="duration" defaultValue="6h" required /></label>
          <label class="tick"><input type="checkbox" name="emergency" />Emergency, without notice</label>
          <button class="primary wide">Announce window</button>
        </form>
      </details>
    <//>
  `;
}

/**
 * @param {{ window: Snapshot["state"]["maintenance"][number], now: Snapshot["now"] }} props
 */
function Window({ window: { site, device, from, to, emergency }, now }) {
  const [begins, ends] = [Date.parse(from), Date.parse(to)];
  const phase = now.time >= ends ? "Over" : now.time >= begins ? "Open" : "Announced";
  return html`
    <div>
      <span class=${`tag ${phase.toLowerCase()}`}>${phase}</span>
      <strong>${device ?? `${site}, the whole site`}</strong>
      ${emergency && html` <span class="tag">emergency</span>`}
      <small>${now.time < begins ? "Begins" : "Began"} <${Until} at=${begins} now=${now} /></small>
      <small>${now.time < ends ? "Ends" : "Ended"} <${Until} at=${ends} now=${now} /></small>
    </div>
  `;
}
