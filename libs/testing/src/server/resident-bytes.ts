import { readFile } from 'node:fs/promises';

const PAGE_BYTES = 4_096;

/** What a process has in memory, in bytes. */
export async function residentBytes(pid: number): Promise<number> {
  const pages = await readFile(`/proc/${pid}/statm`, 'utf8');
  return Number(pages.split(' ')[1]) * PAGE_BYTES;
}
