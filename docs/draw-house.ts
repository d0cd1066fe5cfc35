/** `npm run house`: draws `docs/house.svg`, the floors and rooms of `src`, from the imports as they are. */
import { writeFileSync } from 'node:fs';
import { floorOf, IMPORTS, OURS, ROOMS } from '../test/support/imports.ts';

/** The floors from the top down, each with what it does; a floor leans on those below it alone. */
const FLOORS: readonly (readonly [floor: string, does: string])[] = [
  ['http', 'talks'],
  ['pages', 'facts in, HTML out'],
  ['actions', 'do one thing'],
  ['delivery', 'sends'],
  ['changes', 'which to tell, and how'],
  ['imports', "lawyers' files in, text out"],
  ['language', 'says it'],
  ['storage', 'remembers'],
  ['domain', 'decides'],
];

/** The rooms that have the same name on every floor, in columns. */
const COLUMNS = ['policies', 'drafts', 'notices', 'answers', 'people', 'record', 'webhooks', 'access'];

const LEFT = 150;
const COLUMN = 130;
const BOX = 120;
const ROW = 62;
const TOP = 52;
/** Rooms of one floor alone stand behind the columns. */
const OWN = LEFT + COLUMNS.length * COLUMN;

/** The rooms of the same floor that a room imports from. */
function leansOn(floor: string, room: string): string[] {
  const inRoom = (path: string, one: string) => path.startsWith(`${floor}/${one}/`);
  return roomsOf(floor).filter(
    (other) =>
      other !== room &&
      IMPORTS.some(({ from, to }) => OURS.has(to) && inRoom(from, room) && inRoom(to, other)),
  );
}

function roomsOf(floor: string): string[] {
  const rooms = ROOMS.filter((room) => floorOf(room) === floor && room.split('/').length === 2);
  // Languages are too many to draw, and compiled shells are nobody's room.
  return rooms
    .map((room) => room.slice(floor.length + 1))
    .filter((room) => floor !== 'language' && room !== 'shells');
}

function box(x: number, y: number, room: string, leans: readonly string[]): string {
  const under = leans.length === 0 ? '' : `on ${leans.join(', ')}`;
  const [first, second] =
    under.length > 22 ? [under.slice(0, under.lastIndexOf(',', 22) + 1), under] : [under];
  const rest = second?.slice(first?.length ?? 0).trim() ?? '';
  const line = (text: string, dy: number) =>
    text === '' ? '' : `<text class="leans" x="${x + BOX / 2}" y="${y + dy}">${text}</text>`;
  return `<rect class="room" x="${x}" y="${y}" width="${BOX}" height="46" rx="5"/>
<text class="name" x="${x + BOX / 2}" y="${y + (under === '' ? 27 : 16)}">${room}</text>${line(first ?? '', 29)}${line(rest, 40)}`;
}

/** The picture: a band for each floor, a box for each room, and under its name the rooms it leans on. */
export function drawHouse(): string {
  const bands = FLOORS.map(([floor, does], row) => {
    const y = TOP + row * ROW;
    const rooms = roomsOf(floor);
    const own = rooms.filter((room) => !COLUMNS.includes(room));
    const boxes = rooms.map((room) => {
      const column = COLUMNS.indexOf(room);
      const x = column === -1 ? OWN + own.indexOf(room) * COLUMN : LEFT + column * COLUMN;
      return box(x, y + 4, room, leansOn(floor, room));
    });
    const width = OWN + 3 * COLUMN - 6;
    return `<rect class="floor" x="8" y="${y}" width="${width}" height="54" rx="7"/>
<text class="floor-name" x="20" y="${y + 25}">${floor}</text><text class="does" x="20" y="${y + 42}">${does}</text>
${boxes.join('\n')}`;
  });
  const height = TOP + FLOORS.length * ROW + 30;
  const width = OWN + 3 * COLUMN + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">The floors of src, each leaning on those below it alone, and their rooms</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2937 }
.name, .leans { text-anchor: middle }
.floor { fill: #eef2ff } .room { fill: #fff; stroke: #818cf8 }
.floor-name { font-weight: 700 } .does, .leans, .note { font-size: 10.5px; fill: #4b5563 }
</style>
<rect width="${width}" height="${height}" fill="#fff"/>
<text class="note" x="20" y="24">node.ts and worker.ts plug in runtime, which brings up the floors. A floor imports from those below it, storage and delivery never from each other;</text>
<text class="note" x="20" y="40">a room from what stands on its floor beside the rooms, and from the rooms named under it.</text>
${bands.join('\n')}
<text class="note" x="20" y="${height - 14}">Beside the house: verify checks evidence and shares no code with it; commands and demo use it from outside.</text>
</svg>
`;
}

if (import.meta.main) writeFileSync(new URL('house.svg', import.meta.url), drawHouse());
