/** A design as nested places, the input of the pictures. */

import { distinct } from "../domain/distinct";
import { findLocation } from "../domain/locations";
import type { Design, Port, Session } from "../topology";
import { deviceOf, facilityOf, siteOf, UNKNOWN } from "../topology/places";
import { structureOf } from "../topology/structure";

export interface PlacedPort {
  port: Port;
  sessions: readonly Session[];
}

export interface PlacedDevice {
  /** `undefined` if the device is unknown. */
  name: string | undefined;
  ports: readonly PlacedPort[];
}

export interface PlacedFacility {
  name: string | undefined;
  sites: readonly string[];
  devices: readonly PlacedDevice[];
  ports: readonly PlacedPort[];
}

export interface PlacedMetro {
  name: string | undefined;
  city: string | undefined;
  facilities: readonly PlacedFacility[];
}

export function treeOf({ ports, sessions }: Design): PlacedMetro[] {
  const placed = new Map(
    ports.map((port) => [
      port.name,
      { port, sessions: sessions.filter((session) => session.port === port.name) },
    ]),
  );
  return structureOf(ports).metros.map((metro) => {
    const facilities = metro.facilities.map((facility) => {
      const devices = facility.devices.map((device) => {
        const own = distinct(device.ports.map((name) => placed.get(name)));
        return { name: distinct(own.map(({ port }) => deviceOf(port)))[0], ports: own };
      });
      const own = devices.flatMap((device) => device.ports);
      const isKnown = own.some(({ port }) => facilityOf(port) !== undefined);
      return {
        name: isKnown ? facility.name : undefined,
        sites: distinct(own.map(({ port }) => siteOf(port))),
        devices,
        ports: own,
      };
    });
    const cities = facilities.flatMap((facility) =>
      facility.ports.map(({ port }) => findLocation(port.facility)?.city),
    );
    return {
      name: metro.name === UNKNOWN ? undefined : metro.name,
      city: distinct(cities)[0],
      facilities,
    };
  });
}

/** Lists every port with its place, in the order of the picture. */
export function rowsOf(metros: readonly PlacedMetro[]) {
  return metros.flatMap((metro) =>
    metro.facilities.flatMap((facility) =>
      facility.devices.flatMap((device) =>
        device.ports.map((placed) => ({
          ...placed,
          metro: metro.name,
          facility: facility.name,
          device: device.name,
        })),
      ),
    ),
  );
}
