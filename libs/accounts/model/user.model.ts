import { Choice, Email, InputOf, PartialType, RecordOf, RecordView, Ref, Text, Texts } from '#kernel/model';

export const USER_STATUSES = ['invited', 'active', 'inactive'] as const;
export const LANGUAGES = ['en', 'zh-CN'] as const;
export const THEMES = ['system', 'light', 'dark'] as const;
export const SHORTCUTS = ['on', 'off'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;

/** Somebody who may sign in. */
@RecordOf({ name: 'user', path: 'users', search: ['name', 'username'], order: 'name', owned: false })
export class User extends RecordView {
  @Text({ max: 100, sort: true, filter: true }) name!: string;
  @Text({ max: 64, sort: true, filter: true, spell: (text: string) => text.normalize('NFKC').toLowerCase(), rule: { code: 'username', holds: (name: string) => /^[\p{L}\p{N}._@-]+$/u.test(name) } })
  username!: string; // prettier-ignore
  @Email({ optional: true, sensitive: 1, encrypted: true, filter: true }) email!: string | null;
  @Choice(USER_STATUSES, { filter: true, tones: { invited: 'warning', active: 'success', inactive: 'neutral' } }) status!: (typeof USER_STATUSES)[number];
  @Ref('team', { optional: true, filter: true }) primaryTeamId!: string | null;
  @Texts('text', { filter: true, labels: 'role' }) roles!: string[];
  @Choice(LANGUAGES, { optional: true }) language!: (typeof LANGUAGES)[number] | null;
  @Choice(THEMES, { optional: true }) theme!: (typeof THEMES)[number] | null;
  @Choice(DENSITIES, { optional: true }) density!: (typeof DENSITIES)[number] | null;
  /** Whether single keys do something; they do unless somebody switched them off. */
  @Choice(SHORTCUTS, { optional: true }) shortcuts!: (typeof SHORTCUTS)[number] | null;
}
export class NewUser extends InputOf(User, 'status', 'theme', 'density', 'shortcuts') {}
export class UserChange extends PartialType(NewUser) {}
/** What people set for themselves. */
export class Profile extends PartialType(InputOf(User, 'status', 'username', 'email', 'roles', 'primaryTeamId')) {}
