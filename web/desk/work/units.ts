// The places and departments that a baton can be held out to, and their names; asked once and kept.
import type { Bi } from '@shared/api/types';
import type { Colleague, PlaceList, StaffList, Unit, UnitView } from '@shared/api/types.generated';
import { createStore } from '@shared/store';
import { desk } from '../session/api';

export interface Target extends Unit { key: string; name: Bi }

export const networkStore = createStore<{ places: PlaceList | null; staff: StaffList | null }>({ places: null, staff: null });

export async function loadNetwork(withStaff: boolean): Promise<void> {
  const [places, staff] = await Promise.all([desk.places(), withStaff ? desk.staff().catch(() => null) : null]);
  networkStore.set(() => ({ places, staff }));
}

export const unitKey = (unit: Unit): string => `${unit.place} ${unit.department}`;

// Departments first, then the places' own front desks.
export function targetsOf(list: PlaceList): Target[] {
  const places = new Map(list.places.map((place) => [place.id, place]));
  const departments = list.departments.flatMap((one): Target[] => {
    const place = places.get(one.place);
    return place ? [{ key: unitKey({ place: place.path, department: one.code }), place: place.path, department: one.code, name: { zh: `${one.name?.zh ?? one.code}，${place.name?.zh ?? ''}`, en: `${one.name?.en ?? one.code}, ${place.name?.en ?? ''}` } }] : [];
  });
  const desks = list.places.filter((place) => ['centre', 'social_station', 'immigrant_station', 'point'].includes(place.kind))
    .map((place): Target => ({ key: unitKey({ place: place.path, department: '' }), place: place.path, department: '', name: { zh: place.name?.zh ?? '', en: place.name?.en ?? '' } }));
  return [...departments, ...desks];
}

// A colleague's name in both languages, as far as the network knows it.
export function personOf({ account, name }: Colleague): Bi {
  const known = networkStore.get().staff?.staff.find((one) => one.account === account)?.name;
  return known ?? { zh: name, en: name };
}

// A unit as its neighbours call it: of one's own place only the department.
export function nameOf(unit: UnitView, ownPlace: string): Bi {
  const whole = unit.name ?? { zh: '', en: '' };
  if (unit.place !== ownPlace || !unit.department) return whole;
  const { places } = networkStore.get();
  const place = places?.places.find((one) => one.path === unit.place);
  return places?.departments.find((one) => one.place === place?.id && one.code === unit.department)?.name ?? whole;
}
