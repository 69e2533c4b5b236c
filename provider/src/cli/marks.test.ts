import { stateMark } from "./marks";
import { Output } from "./output";

it.each(["constructor", "__proto__", "toString"])(
  "stateMark shows %s as an unknown state",
  (state) => {
    const output = new Output({ json: false, color: false, quiet: false });
    expect(stateMark(output, state)).toBe(`? ${state}`);
  },
);
