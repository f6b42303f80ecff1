@rem Lets npm scripts start with "exec", which POSIX shells know and cmd.exe does not.
@%*
