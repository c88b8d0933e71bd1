// Each fixture has a service and a database of its own and spends much of its time waiting. What measures or kills is of the
// category "Alone": tests/run runs it when all else is done.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
