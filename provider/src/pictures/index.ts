/** Diagrams and reports of a design. */

export { type DiagramOptions, diagram } from "./diagram";
export { report } from "./report";
export { scorecardText } from "./scorecard-text";
