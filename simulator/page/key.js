// @ts-check
import { html, useEffect, useRef, useState } from "./preact.js";
import { isPlace } from "./sections.js";

const place = "control-key";

/**
 * Extracts the control key from a text, which is the key itself or the URL that the simulator prints.
 * @param {string} text
 */
export function keyIn(text) {
  const key = text.trim().replace(/^.*#/, "");
  return /^[\x21-\x7e]+$/.test(key) ? key : null;
}

/** Moves the key from the address bar to this tab's storage, so that it does not stay in the history. */
function takeKey() {
  const { hash } = location;
  if (hash.length > 1 && !isPlace(hash)) {
    const key = keyIn(hash);
    history.replaceState(null, "", location.pathname);
    if (key !== null) {
      sessionStorage.setItem(place, key);
    }
  }
  return sessionStorage.getItem(place);
}

/**
 * Returns the control key of this tab and a function to change it.
 * @returns {[string | null, (key: string | null) => void]}
 */
export function useKey() {
  const [key, setKey] = useState(takeKey);
  useEffect(() => {
    const take = () => setKey(takeKey());
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  /** @param {string | null} next */
  function change(next) {
    if (next === null) {
      sessionStorage.removeItem(place);
    } else {
      sessionStorage.setItem(place, next);
    }
    setKey(next);
  }
  return [key, change];
}

/** @param {{ problem: string | null, open: (key: string) => void }} props */
export function KeyForm({ problem, open }) {
  const [mistake, setMistake] = useState(/** @type {string | null} */ (null));
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => {
    field.current?.focus();
    return undefined;
  }, []);

  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  function submit(event) {
    event.preventDefault();
    const key = keyIn(String(new FormData(event.currentTarget).get("key")));
    setMistake(
      key === null
        ? "This is not a control key. Paste the key or the address that the simulator prints."
        : null,
    );
    if (key !== null) {
      open(key);
    }
  }

  return html`
    <main id="main" class="gate">
      <h1>CNI simulator</h1>
      <p role="alert" class="problem" hidden=${(mistake ?? problem) === null}>
        ${mistake ?? problem}
      </p>
      <p>
        This page needs the control key. When the simulator starts, it prints an address with the key:
        ${" "}<code>${location.origin}/#…</code>. Open that address, or paste it here.
      </p>
      <form onSubmit=${submit} autocomplete="off">
        <label for="key">Control key</label>
        <input id="key" name="key" type="password" required autocomplete="off" ref=${field} />
        <button class="primary">Open</button>
      </form>
    </main>
  `;
}
