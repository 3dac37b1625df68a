@echo off
rem Runs the command: the jar beside this file or, in a source tree, that of the build, which is made first if it is not there.
setlocal
set "jar=%~dp0ingest-jobs.jar"
if exist "%jar%" goto run
set "jar=%~dp0target\ingest-jobs.jar"
if exist "%jar%" goto run

rem The house rules are for those who change the code; to check them, Maven would fetch what the tests need.
call mvn -q -B -f "%~dp0..\pom.xml" -pl cli-sample -am -Denforcer.skip=true compile 1>&2
if errorlevel 1 (
  echo ingest-jobs: the build failed, as above; it needs Maven and a JDK, 17 or later 1>&2
  exit /b 1
)

:run
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if exist "%~dp0runtime" set "java=%~dp0runtime\bin\java"
"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xlog:all=off -XX:+DisplayVMOutputToStderr -jar "%jar%" %*
exit /b %errorlevel%
