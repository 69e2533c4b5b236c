// @ts-check
import {
  createContext,
  html,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "./preact.js";

/** @typedef {import("./preact.js").VNode} VNode */

/**
 * Functions that every part of the page uses.
 * @typedef {{
 *   send: (method: string, path: string, body?: unknown) => Promise<any>,
 *   act: (done: string, what: () => Promise<unknown>) => Promise<boolean>,
 *   ask: (question: Question) => void,
 * }} Tools `act` runs an action and then shows a success message or the error
 */

/**
 * Action that needs a confirmation.
 * @typedef {{ title: string, text: string, verb: string, act: () => void }} Question
 */

export const ToolsContext = createContext(/** @type {Tools} */ ({}));

export function useTools() {
  return useContext(ToolsContext);
}

/**
 * Renders the calling component again every second, so that it follows the clock.
 * @param {import("./time.js").Now} now
 */
export function useTick(now) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [now]);
}

/**
 * Returns the content of a JSON file, or `until` before the file is loaded. Retries every second.
 * @template Content
 * @param {string} path
 * @param {Content} until
 * @returns {Content}
 */
export function useFile(path, until) {
  const [content, setContent] = useState(until);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    fetch(path)
      .then(async (response) => setContent(await response.json()))
      .catch(() => {
        timer = setTimeout(() => setAttempt(attempt + 1), 1000);
      });
    return () => clearTimeout(timer);
  }, [path, attempt]);
  return content;
}

/** @param {{ id: string, title: string, count?: number, children?: unknown }} props */
export function Section({ id, title, count, children }) {
  return html`
    <section id=${id} aria-labelledby=${`${id}-title`}>
      <h2 id=${`${id}-title`} tabindex="-1">
        ${title}
        ${count !== undefined && html` <span class="count">${count}</span>`}
      </h2>
      ${children}
    </section>
  `;
}

const mostRows = 300;

/**
 * Table whose first column contains the row headers. On a narrow screen, a row becomes either a stack of
 * cells with column names ("stacks") or a line without column names ("lines").
 * @param {{
 *   caption: string,
 *   columns: string[],
 *   rows: { key: string, cells: unknown[] }[],
 *   narrow?: "stacks" | "lines",
 * }} props
 */
export function Table({ caption, columns, rows, narrow = "stacks" }) {
  const [scroller, scrolls] = useScrolls();
  return html`
    <div
      class="scroller"
      ref=${scroller}
      role="region"
      aria-label=${caption}
      tabindex=${scrolls ? 0 : undefined}
    >
      <table role="table" class=${narrow}>
        <caption class="unseen">${caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            ${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${rows.slice(0, mostRows).map(
            ({ key, cells: [head, ...cells] }) => html`
              <tr key=${key} role="row">
                <th role="rowheader" scope="row">${head}</th>
                ${cells.map(
                  (cell, index) =>
                    html`<td role="cell" data-label=${columns[index + 1]}><div>${cell}</div></td>`,
                )}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
    ${rows.length > mostRows && html`<p class="muted">… and ${rows.length - mostRows} more.</p>`}
  `;
}

/** Detects whether an element overflows horizontally. Such an element must be scrollable with the keyboard. */
function useScrolls() {
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (current === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() =>
      setScrolls(current.scrollWidth > current.clientWidth),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return /** @type {const} */ ([element, scrolls]);
}

/** @type {Record<string, [name: string, shape: () => VNode]>} */
const shapes = {
  Healthy: ["healthy", () => html`<circle cx="8" cy="8" r="7" fill="currentColor" />`],
  Unhealthy: [
    "unhealthy",
    () => html`<g>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor" />
    </g>`,
  ],
  Down: ["down", () => html`<path d="M1 2h14L8 15z" fill="currentColor" />`],
  Pending: [
    "pending",
    () => html`<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" />`,
  ],
};

/**
 * Shows the state of a port as a shape, a text and a colour.
 * @param {{ state: string }} props
 */
export function State({ state }) {
  const [name, shape] = (Object.hasOwn(shapes, state) && shapes[state]) || ["other", null];
  return html`
    <span class=${`state ${name}`}>
      ${
        shape
          ? html`<svg viewBox="0 0 16 16" aria-hidden="true">${shape()}</svg>`
          : html`<span aria-hidden="true">?</span>`
      }
      ${state}
    </span>
  `;
}

/**
 * Dialog that asks for confirmation. The "Cancel" button comes first, so that it gets the focus.
 * @param {{ question: Question | null, close: () => void }} props
 */
export function Confirmation({ question, close }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => {
    if (question !== null) {
      dialog.current?.showModal();
    }
    return undefined;
  }, [question]);
  if (question === null) {
    return null;
  }
  const end = () => dialog.current?.close();
  const confirm = () => {
    end();
    question.act();
  };
  return html`
    <dialog ref=${dialog} aria-labelledby="question" aria-describedby="question-text" onClose=${close}>
      <h2 id="question">${question.title}</h2>
      <p id="question-text">${question.text}</p>
      <div class="buttons">
        <button type="button" onClick=${end}>Cancel</button>
        <button type="button" class="danger" onClick=${confirm}>${question.verb}</button>
      </div>
    </dialog>
  `;
}

/**
 * Returns the non-empty fields and the ticked checkboxes of a form.
 * @param {HTMLFormElement} form
 */
export function filledIn(form) {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(fields.filter(([, value]) => value !== ""));
}
