import { RecordTable } from '#kernel/api';
import { Team } from '#accounts/model';

/** A team as it is stored. */
@RecordTable({ unique: [['parentId', 'name', 'deletedKey']], indexes: [['deletedKey', 'name', 'id']] })
export class TeamEntity extends Team {}
