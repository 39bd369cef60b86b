import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../../backend/src/config/config.ts';
import { type Finding, fine, problem } from '../finding.ts';
import { nearestExisting } from './nearest-existing.ts';

type Written = Pick<Config, 'store' | 'jwt' | 'securityLogFile'>;

/**
 * Whether the server may write what it was told to keep.
 * @param isWritable whether we may write to a file or a folder that exists
 */
export function checkFolders(config: Written, isWritable = mayWrite): readonly Finding[] {
  const complaints = filesOf(config).flatMap(([variable, file]) => complaint(variable, file, isWritable));
  return complaints.length > 0 ? complaints : [fine('The server can write its files.')];
}

function filesOf({ store, jwt, securityLogFile }: Written): readonly (readonly [string, string])[] {
  return [
    ...(store.kind === 'sqlite' ? [['DB_PATH', store.file] as const] : []),
    ...(jwt.kind === 'file' ? [['JWT_SECRET_FILE', jwt.file] as const] : []),
    ...(securityLogFile === undefined ? [] : [['SECURITY_LOG_FILE', securityLogFile] as const]),
  ];
}

function complaint(variable: string, file: string, isWritable: (path: string) => boolean): Finding[] {
  const mend = `Give the user that runs the server write access, or set ${variable} to another file.`;
  if (existsSync(file)) {
    if (statSync(file).isDirectory())
      return [problem(`${variable} is ${file}, which is a folder.`, `Set ${variable} to a file in it.`)];
    if (!isWritable(file)) return [problem(`${variable} is ${file}, which the server can't write.`, mend)];
  }
  const folder = nearestExisting(dirname(file));
  // The server makes the folders of what it keeps, and not that of a log, which something else watches.
  if (variable === 'SECURITY_LOG_FILE' && folder !== dirname(file))
    return [problem(`${variable} is ${file}, whose folder doesn't exist.`, `mkdir -p ${dirname(file)}`)];
  return statSync(folder).isDirectory() && isWritable(folder)
    ? []
    : [problem(`${variable} is ${file}, and the server can't write in ${folder}.`, mend)];
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
