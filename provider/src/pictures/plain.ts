/** Conversion of names from outside to one line of safe text. */

/**
 * Converts text to one line. Replaces characters that XML does not allow, and removes bidirectional
 * controls, so that a name cannot look like another one.
 */
export function oneLine(text: string): string {
  return text
    .replace(/\p{Bidi_Control}/gu, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .replace(/[\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD")
    .trim();
}

/** Escapes text for the content and the attributes of XML and HTML. */
export function escapeMarkup(text: string): string {
  return oneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
