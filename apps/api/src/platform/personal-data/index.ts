export { jsonList, readAll } from './json-list';
export { PersonalData, PersonalDataModule } from './personal-data';
export type { Person, PersonalRecords } from './personal-data';
