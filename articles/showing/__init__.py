"""What the templates of public pages call, beside what Django's tags bring to those of the desk too."""
