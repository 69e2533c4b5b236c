import { inert, inertJson, inertLine } from "./outside-text";

it.each([
  ["a directive of the engine's colours", "a <{%x%}> b", "a <{ %x% }> b"],
  ["an OSC 52 sequence", "a\x1b]52;c;aGk=\x07b", "ab"],
  ["a sequence that clears the screen", "a\x1b[2Jb", "ab"],
  ["a lone escape and a C1 control", "a\x1b b\x9b c", "a  b  c"],
  ["a carriage return", "a\rb", "a b"],
  ["a bidirectional override", "a\u202eb\u2066c", "a b c"],
  ["a workflow command", "::error::x", ": :error::x"],
  [
    "a workflow command on a later line",
    "a\n  ::set-output name=x::y",
    "a\n  : :set-output name=x::y",
  ],
  ["a command of the older form", "a ##[error]b ##vso[task]c", "a # #[error]b # #vso[task]c"],
])("inert makes %s harmless", (_what, text, expected) => {
  expect(inert(text)).toBe(expected);
});

it.each(["::/0 and ::1", "a: b::c", "two\nlines\twith a tab", "100 % {x}", "✓ Zürich 東京"])(
  "inert leaves %j unchanged",
  (text) => {
    expect(inert(text)).toBe(text);
  },
);

it("inertLine joins lines before it makes commands harmless", () => {
  expect(inertLine("a\n::error::b\r\n")).toBe("a ::error::b");
});

it("inertJson makes the text of JSON harmless without changing the value", () => {
  const value = { text: "a\u009b\u202e##[error]\u2028<{%x%}>" };
  const json = inertJson(JSON.stringify(value, undefined, 2));
  expect(JSON.parse(json)).toEqual(value);
  expect(json).not.toMatch(/[\u009b\u202e\u2028]|##\[|<\{%/);
});
