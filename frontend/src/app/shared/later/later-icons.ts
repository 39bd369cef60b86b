import { ICONS } from '../icons.ts';

/** The icons of parts that are loaded later, and those of the first page. */
export const LATER_ICONS = {
  ...ICONS,
  archive: 'M4 4h16v4H4zM5.5 8v12h13V8M10 12h4',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4',
  block: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M6 6l12 12',
  delete: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 11v5M13.5 11v5',
  devices: 'M3 5h13v9H3zM2 18h10M16 10h5v9h-5z',
  edit: 'M4 20l1-4.5L16 4.5 19.5 8 8.5 19zM14 6.5L17.5 10',
  flag: 'M6 21V4M6 4.5h12l-2.5 4L18 12.5H6',
  forward: 'M14 6l6 6-6 6M20 12H9a5 5 0 0 0-5 5v1',
  key: 'M8 12a4 4 0 1 0 0 .1M12 12h9M18 12v3.5',
  leave: 'M10 4H5v16h5M15 8l4 4-4 4M19 12H9',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  lock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  lockOpen: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2',
  machine: 'M5 8.5h14v11H5zM12 8.5V4.5M9.5 13v2M14.5 13v2M2.5 12v4M21.5 12v4',
  mail: 'M3.5 5.5h17v13h-17zM3.5 7l8.5 6.5L20.5 7',
  palette:
    'M12 3.5a8.5 8.5 0 1 0 0 17c1.5 0 2-1 1.5-2-.7-1.5 0-3 2-3h2.5c1.5 0 2.5-1.2 2.5-3 0-5-4-9-8.5-9M8 9.5h.1M12 7.5h.1M16 9.5h.1M7 13.5h.1',
  server: 'M4 4.5h16v6H4zM4 13.5h16v6H4zM7.5 7.5h.1M7.5 16.5h.1M11 7.5h5M11 16.5h5',
  settings:
    'M5 7h9M18 7h1M5 17h1M10 17h9M16 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M8 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  shield: 'M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6z',
  speech: 'M4 5h16v11h-9l-4.5 4V16H4z',
  speechOff: 'M8 5h12v11h-1.5M14.5 16H11l-4.5 4V16H4V5M4 4l16 16',
  unread: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  warning: 'M12 4L2.5 20h19zM12 10v5M12 17.5v.1',
  verified: 'M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM8.5 12l2.5 2.5 4.5-5',
} as const;

export type LaterIconName = keyof typeof LATER_ICONS;
