import { Injectable } from '@nestjs/common';
import { ContractPast, ContractService, type ContractEntity } from '#contracts/api';
import { ContractChange, NewContract, type ContractStage } from '#contracts/model';
import { Workspace } from '#kernel/api';
import type { Fault } from '#kernel/model';
import type { Made } from '../writers.ts';
import { rounded } from './rounding.ts';
import { beforeOf, changesOf, parted, type Body, type Taken, type Writing } from './writing.ts';

const STANDING = ['stage', 'signedOn', 'signer', 'reason'] as const;

/** Contracts from rows: drafts, or where they stood elsewhere for those who may say so. */
@Injectable()
export class ContractRows implements Writing {
  readonly made = NewContract;
  readonly changed = ContractChange;

  constructor(
    private readonly contracts: ContractService,
    private readonly past: ContractPast,
    private readonly workspace: Workspace,
  ) {}

  bare = (body: Body): Body => parted(body, STANDING).rest;
  /** A day of signature says nothing without the stage that follows from it. */
  faults = (body: Body): Fault[] => (body['stage'] || !(body['signedOn'] || body['signer'] || body['reason']) ? [] : [{ pointer: '/stage', code: 'required' }]);

  async add(body: Body): Promise<Made> {
    const { own, rest } = parted(body, STANDING);
    const name = rest['name'] ?? rest['number'] ?? rest['externalId'];
    const input = await this.rounded({ ...rest, ...(name ? { name } : {}) }, null);
    const id = isPast(own.stage) ? await this.past.add(input, { ...own, stage: own.stage }) : await this.contracts.add(input);
    return { kind: 'contract', id, name: String(name ?? '') };
  }
  async change(id: string, body: Body): Promise<Made | null> {
    const { own, rest } = parted(body, STANDING);
    const old = (await this.contracts.get(id)) as ContractEntity;
    const changes = changesOf(old, await this.rounded(rest, old), ContractChange);
    const moves = own.stage !== undefined && own.stage !== old.stage;
    if (Object.keys(changes).length === 0 && !moves) return null;
    const saved = moves ? await this.past.update(id, old.version, changes, { ...own, stage: own.stage as ContractStage }) : await this.contracts.update(id, old.version, changes, true);
    const before = { ...beforeOf(old, [...Object.keys(changes), ...(changes['lines'] ? ['amount', 'discountAmount'] : [])]), ...(moves ? { standing: this.past.standing(old) } : {}) };
    return { kind: 'contract', id, name: old.name, version: saved.version, before };
  }
  async takeBack({ id, version, before }: Taken): Promise<void> {
    if (before) {
      const { standing, ...content } = before;
      if (standing) await this.past.putBack(id, version, content, standing);
      else await this.contracts.update(id, version, content, true);
    } else if ((await this.contracts.get(id)).stage === 'draft') await this.contracts.remove(id, version);
    else await this.past.remove(id, version);
  }

  private rounded = (body: Body, old: ContractEntity | null): Promise<Body> => rounded(body, async () => old?.currency ?? (await this.workspace.settings()).currency);
}
const isPast = (stage: string | undefined): stage is ContractStage => stage !== undefined && stage !== 'draft';
