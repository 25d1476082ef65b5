import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard, Installation } from '#kernel/api';
import { AccessCheck } from './access-check.service.ts';
import { AccessController, ShareController } from './access.controller.ts';
import { AuthController } from './auth.controller.ts';
import { JwtStrategy, PUBLIC_KEY } from './jwt.strategy.ts';
import { MeController } from './me.controller.ts';
import { Passwords } from './passwords.service.ts';
import { Principals } from './principals.service.ts';
import { ReachedBy } from './reached-by.service.ts';
import { ReadyRoles } from './ready-roles.service.ts';
import { RoleBook } from './role-book.service.ts';
import { RoleController } from './role.controller.ts';
import { RoleService } from './role.service.ts';
import { ACCESS_SECONDS, Sessions } from './sessions.service.ts';
import { SetupController } from './setup.controller.ts';
import { Setup } from './setup.service.ts';
import { Shares } from './shares.service.ts';
import { SignInGuard } from './sign-in.guard.ts';
import { SignInService } from './sign-in.service.ts';
import { signingKey } from './signing-key.ts';
import { TeamController } from './team.controller.ts';
import { TeamService } from './team.service.ts';
import { Throttle } from './throttle.service.ts';
import { UserController } from './user.controller.ts';
import { UserService } from './user.service.ts';

/** People, teams, roles, and signing in. */
@Module({
  imports: [
    PassportModule,
    JwtModule.registerAsync({
      inject: [Installation],
      useFactory: (installation: Installation) => ({
        ...signingKey(installation),
        signOptions: { algorithm: 'ES256', expiresIn: ACCESS_SECONDS },
        verifyOptions: { algorithms: ['ES256'] },
      }),
    }),
  ],
  controllers: [SetupController, AuthController, MeController, UserController, RoleController, AccessController, ShareController, TeamController],
  providers: [
    { provide: PUBLIC_KEY, inject: [Installation], useFactory: (installation: Installation) => signingKey(installation).publicKey },
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    JwtStrategy, Passwords, Principals, Sessions, Setup, SignInService, TeamService, Throttle, UserService,
    AccessCheck, ReachedBy, ReadyRoles, RoleBook, RoleService, Shares,
  ],
  exports: [Principals, RoleBook, RoleService, Setup, TeamService, UserService, Passwords],
}) // prettier-ignore
export class AccountsModule {}
