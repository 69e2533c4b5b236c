/** Diagrams and reports of a design. */

export { designDiff } from "./design-diff";
export { type DiagramOptions, diagram } from "./diagram";
export { report } from "./report";
export { scorecardText } from "./scorecard-text";
