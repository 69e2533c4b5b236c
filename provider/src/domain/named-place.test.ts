import { findNamedPlace } from "./named-place";

it.each([
  ["Amsterdam", "Amsterdam", 52.31],
  ["sao paulo", "São Paulo", -23.43],
  ["Newark", "Newark, NJ", 40.69],
  ["newark, nj", "Newark, NJ", 40.69],
  ["fra", "Frankfurt", 50.04],
  ["JFK", "JFK", 40.64],
  [" 52.37, 4.90 ", "52.37, 4.90", 52.37],
  ["-26.2,28", "-26.2,28", -26.2],
])("findNamedPlace finds %j", (text, name, latitude) => {
  expect(findNamedPlace(text)).toMatchObject({ name, latitude });
});

it.each([
  [
    "Amstredam",
    "is not a city with interconnects or an airport code. Did you mean Amsterdam (AMS)?",
  ],
  ["ZZZ", "Use the code of an airport, such as AMS, or coordinates"],
  ["", "is not a city with interconnects"],
  ["91,4", "Write latitude and longitude in degrees"],
  ["52.37,181", "at most ±90 and ±180"],
  ["52.37", "is not a position"],
  ["1,2,3", "is not a position"],
])("findNamedPlace explains why %j is not a place", (text, problem) => {
  expect(findNamedPlace(text)).toEqual(expect.stringContaining(problem));
});
