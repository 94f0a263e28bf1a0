"""How English pages say a moment: 'May 28, 2022, 11:20'. Django's own would say 'May 28, 2022, 11:20 a.m.'."""

DATETIME_FORMAT = "F j, Y, H:i"
TIME_FORMAT = "H:i"
