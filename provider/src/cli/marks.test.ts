import { stateMark } from "./marks";
import { Output } from "./output";

it.each(["constructor", "__proto__", "toString"])(
  "marks %s as a state it does not know",
  (state) => {
    const output = new Output({ json: false, color: false, quiet: false });
    expect(stateMark(output, state)).toBe(`? ${state}`);
  },
);
