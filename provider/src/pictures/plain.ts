/** Names from outside as one line of harmless text. */

/**
 * One line without what XML cannot hold, and without what turns the text around it (bidirectional
 * controls), so that a name cannot look like another.
 */
export function oneLine(text: string): string {
  return text
    .replace(/\p{Bidi_Control}/gu, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .replace(/[\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD")
    .trim();
}

/** For the content and the attributes of XML and HTML. */
export function escapeMarkup(text: string): string {
  return oneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
