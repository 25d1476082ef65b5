import { RecordTable } from '#kernel/api';
import { View } from '#views/model';

/** A view as it is stored. */
@RecordTable({ indexes: [['deletedKey', 'name', 'id'], ['list', 'deletedKey', 'shared', 'name'], ['list', 'deletedKey', 'forTeam', 'teamId', 'name']] })
export class ViewEntity extends View {}
