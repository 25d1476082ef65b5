import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { DOCUMENT_TYPES, SHOWABLE, type DocumentVersion, type DocumentView } from '#documents/model';
import { Formats, Icon, problemOf, Problems, T, Toast, Words } from '#kernel/ui';
import { Confirm, Records } from '#workbench/ui';
import { DocumentsClient } from './documents-client.ts';
import { PictureDialog } from './picture-dialog.ts';

interface Sending {
  readonly name: string;
  readonly percent: number;
}

/** The files of a record: dropped or chosen, with their versions; what one may do follows the record. */
@Component({
  selector: 'crm-documents-panel',
  imports: [Icon, MatButton, MatIconButton, MatMenuModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(dragover)': 'hover($event)', '(dragleave)': 'over.set(false)', '(drop)': 'drop($event)', '[class.over]': 'over()' },
  templateUrl: './documents-panel.html',
  styleUrl: './documents-panel.scss',
})
export class DocumentsPanel {
  readonly kind = input.required<string>();
  readonly id = input.required<string>();
  /** Files are read here and neither brought nor removed. */
  readonly locked = input(false);
  private readonly client = inject(DocumentsClient);
  private readonly pictures = inject(PictureDialog);
  private readonly confirm = inject(Confirm);
  private readonly toast = inject(Toast);
  private readonly problems = inject(Problems);
  private readonly words = inject(Words);
  private readonly records = inject(Records);
  protected readonly formats = inject(Formats);
  protected readonly accepted = Object.keys(DOCUMENT_TYPES).map((ending) => `.${ending}`).join(',');
  protected readonly over = signal(false);
  protected readonly sending = signal<readonly Sending[]>([]);
  protected readonly open = signal<string | null>(null);
  protected readonly failure = signal<string | null>(null);
  protected readonly found = resource({ params: () => ({ kind: this.kind(), id: this.id(), changes: this.records.changes() }), loader: ({ params }) => this.client.of(params.kind, params.id) });
  protected readonly items = computed(() => (this.found.hasValue() ? this.found.value() : []));

  protected hover(event: DragEvent): void {
    if (this.locked() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.over.set(true);
  }
  protected drop(event: DragEvent): void {
    if (this.locked()) return;
    event.preventDefault();
    this.over.set(false);
    void this.add([...(event.dataTransfer?.files ?? [])]);
  }
  protected chosen(picker: HTMLInputElement, of: DocumentView | null): void {
    const files = [...(picker.files ?? [])];
    picker.value = '';
    if (of && files[0]) void this.send(files[0], (file, told) => this.client.renew(of.id, file, told)).then(() => this.found.reload());
    else void this.add(files);
  }
  private async add(files: readonly File[]): Promise<void> {
    this.failure.set(null);
    for (const one of files) await this.send(one, (file, told) => this.client.add(this.kind(), this.id(), file, told));
    this.found.reload();
  }
  private async send(file: File, way: (file: File, told: (percent: number) => void) => Promise<void>): Promise<void> {
    const told = (percent: number) => this.sending.update((all) => [...all.filter(({ name }) => name !== file.name), { name: file.name, percent }]);
    told(0);
    try {
      await way(file, told);
    } catch (error) {
      const [first] = problemOf(error).errors ?? [];
      this.failure.set(`${file.name}: ${first ? this.problems.sentence(first.code, first.params) : this.problems.say(error)}`);
    }
    this.sending.update((all) => all.filter(({ name }) => name !== file.name));
  }

  protected async download(document: DocumentView, version: DocumentVersion): Promise<void> {
    await this.client.download(document.id, version).catch((error: unknown) => this.toast.fail(error));
  }
  protected showable = ({ type }: DocumentVersion): boolean => SHOWABLE.includes(type);
  protected async show(document: DocumentView, version: DocumentVersion): Promise<void> {
    const content = await this.client.content(document.id, version).catch((error: unknown) => this.toast.fail(error));
    if (content) this.pictures.open(document.name, content);
  }
  protected async remove(document: DocumentView): Promise<void> {
    if (!(await this.confirm.ask('document.removeQuestion', 'document.remove', { name: document.name }))) return;
    try {
      await this.client.remove(document.id);
      this.toast.show('document.removed', { name: document.name });
    } catch (error) {
      this.toast.fail(error);
    }
    this.found.reload();
  }
  protected size = (bytes: number): string => (bytes < 1024 * 1024 ? `${this.formats.number(Math.max(1, Math.round(bytes / 1024)))} KB` : `${this.formats.number(Math.round((bytes * 10) / 1024 / 1024), 1)} MB`);
  protected by = ({ createdBy, createdAt }: DocumentVersion): string => this.words.t('document.by', { name: createdBy?.name ?? 'Rapport', at: this.formats.moment(createdAt) });
}
