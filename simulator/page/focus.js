// @ts-check
import { useEffect, useLayoutEffect, useRef } from "./preact.js";

/**
 * Moves the focus if the focused element is removed: to the new element with the same id, or else to the
 * heading of the section.
 * @param {unknown} shown content of the page; a change of the content triggers the check
 */
export function useFocusKept(shown) {
  const last = useRef(
    /** @type {{ element: Element, section: string | undefined } | null} */ (null),
  );

  useEffect(() => {
    /** @param {FocusEvent} event */
    function remember({ target }) {
      if (target instanceof Element) {
        last.current = { element: target, section: target.closest("section")?.id };
      }
    }
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, []);

  useLayoutEffect(() => {
    if (
      last.current &&
      !last.current.element.isConnected &&
      document.activeElement === document.body
    ) {
      const { element, section } = last.current;
      const again = element.id === "" ? null : document.getElementById(element.id);
      const heading = section === undefined ? null : document.getElementById(`${section}-title`);
      (again ?? heading)?.focus({ preventScroll: again === null });
    }
    return undefined;
  }, [shown]);
}
