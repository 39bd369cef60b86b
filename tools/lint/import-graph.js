import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { resolve } from './import-resolver.js';

/** The project's own files that each file imports. All of them are read in about a second, and once a run. */
const importsByFile = new Map();

/** The shortest way from one file to another by imports, both ends included; undefined if there is none. */
export function wayTo(target, start) {
  const cameFrom = new Map([[start, undefined]]);
  // What is added to a map while it is iterated is visited, too.
  for (const file of cameFrom.keys()) {
    if (file === target) return wayBack(file, cameFrom);
    for (const next of importsOf(file)) if (!cameFrom.has(next)) cameFrom.set(next, file);
  }
  return undefined;
}

function wayBack(end, cameFrom) {
  const way = [];
  for (let file = end; file !== undefined; file = cameFrom.get(file)) way.unshift(file);
  return way;
}

/** Types, too, and what is loaded later. */
function importsOf(file) {
  const known = importsByFile.get(file) ?? read(file);
  importsByFile.set(file, known);
  return known;
}

function read(file) {
  if (!existsSync(file)) return [];
  return ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => resolve(fileName, file).path)
    .filter((path) => typeof path === 'string' && !path.includes('/node_modules/'));
}
