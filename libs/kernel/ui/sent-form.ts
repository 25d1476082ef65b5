import { inject, signal } from '@angular/core';
import { submit } from '@angular/forms/signals';
import type { Class, Fault } from '#kernel/model';
import { Problems, problemOf } from './problem.ts';
import { recordForm, touchAll, type Draft, type RecordForm } from './record-form.ts';

/** A form that is no record: sends once, shows on its fields what the server says. */
export class SentForm {
  readonly form: RecordForm;
  readonly failure = signal<string | null>(null);
  readonly busy = signal(false);
  private readonly problems = inject(Problems);

  constructor(of: Class, start: Draft, private readonly send: (body: Draft) => Promise<void>) {
    this.form = recordForm(of, start, (body) => this.attempt(body));
  }

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    touchAll(this.form);
    await submit(this.form.tree as never).catch(() => false);
    this.busy.set(false);
  }

  private async attempt(body: Draft): Promise<readonly Fault[]> {
    this.failure.set(null);
    try {
      await this.send(body);
      return [];
    } catch (error) {
      const { errors = [] } = problemOf(error);
      const onFields = errors.filter(({ pointer }) => pointer.slice(1) in this.form.draft());
      if (onFields.length === 0) this.failure.set(this.problems.say(error));
      return onFields;
    }
  }
}
