// @ts-check
import { filledIn, Section, State, useTools } from "./parts.js";
import { html, useMemo } from "./preact.js";

/** @typedef {import("./live.js").Snapshot} Snapshot */

/**
 * Suggests names in the forms for outages and maintenance.
 * @param {{ slots: Snapshot["slots"] }} props
 */
function PlaceNames({ slots }) {
  /** @type {[id: string, names: string[]][]} */
  const lists = useMemo(
    () => [
      ["facility-names", slots.map(({ facility }) => facility.name)],
      ["site-names", slots.map(({ site }) => site)],
      ["device-names", slots.flatMap((slot) => slot.ccr_device_name ?? [])],
    ],
    [slots],
  );
  return lists.map(
    ([id, names]) => html`
      <datalist id=${id} key=${id}>
        ${[...new Set(names)].sort().map((name) => html`<option value=${name} />`)}
      </datalist>
    `,
  );
}

/** @param {Snapshot["state"]["outages"][number]} outage */
function placeOf({ facility, site, device, tunnel }) {
  const given = [
    facility,
    site && `site ${site}`,
    device && `device ${device}`,
    tunnel && `tunnel ${tunnel}`,
  ];
  return given.filter((part) => part !== undefined).join(", ") || "Everywhere";
}

/** @param {Snapshot} snapshot */
export function Outages({ state: { outages }, slots }) {
  const { send, act } = useTools();

  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  async function submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const body = filledIn(form);
    if (await act("Outage started.", () => send("POST", "/outages", body))) {
      form.reset();
    }
  }
  /** @param {string} id */
  function end(id) {
    void act("Outage ended.", () => send("DELETE", `/outages/${encodeURIComponent(id)}`));
  }

  return html`
    <${Section} id="outages" title="Outages" count=${outages.length}>
      ${outages.length === 0 && html`<p class="empty">No outages.</p>`}
      <ul class="items" aria-label="Active outages">
        ${outages.map(
          (outage) => html`
            <li key=${outage.id}>
              <div>
                <${State} state=${outage.state} />
                <strong>${placeOf(outage)}</strong>
                <small>${outage.reason}</small>
              </div>
              <button
                type="button"
                aria-label=${`End ${outage.id}: ${placeOf(outage)}`}
                onClick=${() => end(outage.id)}
              >
                End
              </button>
            </li>
          `,
        )}
      </ul>
      ${
        outages.length > 1 &&
        html`
          <button
            type="button"
            onClick=${() => void act("All outages ended.", () => send("DELETE", "/outages"))}
          >
            End all
          </button>
        `
      }
      <details>
        <summary>Start an outage</summary>
        <form class="fields" onSubmit=${submit} autocomplete="off">
          <p class="hint" id="outage-hint">
            Affects ports that match every field. Leave all fields empty to affect every port.
          </p>
          <label>Facility<input name="facility" list="facility-names" /></label>
          <label>Site<input name="site" list="site-names" /></label>
          <label>Device<input name="device" list="device-names" /></label>
          <label>
            State of the ports
            <select name="state">
              <option>Down</option>
              <option>Unhealthy</option>
            </select>
          </label>
          <label class="wide">Reason<input name="reason" /></label>
          <button class="primary wide" aria-describedby="outage-hint">Start outage</button>
        </form>
      </details>
      <${PlaceNames} slots=${slots} />
    <//>
  `;
}
