import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { NewTeam, Team, TeamChange } from '#accounts/model';
import { TeamService } from './team.service.ts';

@Controller('api/v1/teams')
export class TeamController {
  constructor(private readonly teams: TeamService) {}

  /** Teams are no secret: everybody chooses from them. */
  @Get()
  @Needs()
  list(@Query() query: Record<string, unknown>) {
    return this.teams.listForAll(query);
  }

  @Get(':id')
  @Needs(Team.may.read)
  get(@Id() id: string) {
    return this.teams.get(id);
  }

  @Post()
  @Needs(Team.may.create)
  create(@Body() body: NewTeam) {
    return this.teams.create(body);
  }

  @Patch(':id')
  @Needs(Team.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: TeamChange) {
    return this.teams.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Team.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.teams.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Team.may.delete)
  restore(@Id() id: string) {
    return this.teams.restore(id);
  }

  @Get(':id/history')
  @Needs(Team.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.teams.history(id, after ?? null);
  }
}
