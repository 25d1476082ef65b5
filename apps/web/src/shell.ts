import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatMenuModule } from '@angular/material/menu';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Appearance, Badges, Icon, Keys, Session, T, Toasts, Words } from '#kernel/ui';
import { Avatar, narrow, onPhone } from '#workbench/ui';
import { helpKeyOf } from '#help/model';
import { SECTIONS } from './sections.ts';
import { ShortcutsSheet } from './shortcuts-sheet.ts';

const PHONE_FIRST = ['customers', 'opportunities'];
const GROUPS = ['work', 'sales', 'analysis', 'administration'] as const;

/** What stands around every page: rail and top bar, on a phone a bar at the bottom. */
@Component({
  selector: 'crm-shell',
  imports: [Avatar, Icon, MatButton, MatIconButton, MatMenuModule, RouterLink, RouterLinkActive, RouterOutlet, T, Toasts],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.folded]': 'folded()' },
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  protected readonly session = inject(Session);
  protected readonly words = inject(Words);
  protected readonly appearance = inject(Appearance);
  protected readonly phone = onPhone();
  private readonly tablet = narrow('(max-width: 1199px)');
  private readonly fold = signal<boolean | null>(localStorage.getItem('rapport.rail') === 'folded' ? true : null);
  protected readonly folded = computed(() => this.fold() ?? this.tablet());
  protected readonly plainHttp = location.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

  private readonly mine = computed(() => SECTIONS.filter(({ needs }) => this.session.can(needs)));
  protected readonly groups = computed(() => GROUPS.map((name) => ({ name, sections: this.mine().filter(({ group }) => group === name) })).filter(({ sections }) => sections.length > 0));
  protected readonly creatable = computed(() => this.mine().filter(({ creates }) => creates && this.session.can(`${creates}.create`)));
  private readonly badges = inject(Badges);
  /** How much waits, by the path of the room. */
  protected readonly waiting = computed(() => Object.fromEntries(this.mine().map(({ path, counts }) => [path, counts ? (this.badges.counts()[counts] ?? 0) : 0])));
  /** What lies under the thumb: the first rooms of whoever holds the phone, and what waits for them. */
  protected readonly phoneSections = computed(() => [...this.mine().filter(({ path }) => PHONE_FIRST.includes(path)), ...this.mine().filter(({ group, path }) => group === 'sales' && !PHONE_FIRST.includes(path))].slice(0, 2).concat(this.mine().filter(({ counts }) => counts).slice(0, 1)));
  /** Something waits in a room that is not under the thumb. */
  protected readonly waitsBelow = computed(() => Object.entries(this.waiting()).some(([path, n]) => n > 0 && !this.phoneSections().some((one) => one.path === path)));

  constructor() {
    this.badges.use(...this.mine().flatMap(({ counts }) => counts ?? []));
    const go = this.mine().filter(({ key }) => key).map(({ key, path, label }) => ({ keys: `g ${key ?? ''}`, does: label, everywhere: true as const, run: () => void this.router.navigate(['/', path]) }));
    inject(Keys).use(
      { keys: 'g h', does: 'ui.home', everywhere: true, run: () => void this.router.navigate(['/']) },
      ...go,
      { keys: 'g s', does: 'setting.many', everywhere: true, run: () => void this.router.navigate(['/settings']) },
      { keys: '[', does: 'ui.keyRail', everywhere: true, run: () => this.toggleRail() },
      { keys: '?', does: 'ui.keyHelp', everywhere: true, run: () => this.showKeys() },
    );
  }

  /** The page of the help about the screen one is on. */
  protected help(): string[] {
    return ['/help', helpKeyOf(this.router.url)];
  }
  protected toggleRail(): void {
    this.fold.set(!this.folded());
    localStorage.setItem('rapport.rail', this.folded() ? 'folded' : 'open');
  }
  protected showKeys(): void {
    this.dialog.open(ShortcutsSheet, { data: this.help() });
  }
  protected search(event: Event): void {
    const input = event.target as HTMLInputElement;
    void this.router.navigate(['/customers'], { queryParams: input.value.trim() ? { q: input.value.trim() } : {} });
    input.value = '';
  }
  protected create(path: string): void {
    void this.router.navigate(['/', path], { queryParams: { create: 1 } });
  }
  protected async signOut(): Promise<void> {
    await this.session.signOut();
  }
}
