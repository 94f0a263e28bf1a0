"""The project as an app (commands, the visitor's records), the desk, and which static files are collected."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as BaseStaticFilesConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from pressroom import cleaning, desk, roles


class PressroomConfig(AppConfig):
    """Commands and records that belong to no one app."""

    name = "pressroom"
    verbose_name = _("Pressroom")

    def ready(self):
        """Let the groups follow every migrate, and say who keeps the accounts."""
        from pressroom import alphabet, database, jobs, memory, processes, ratelimit, site_page, version, visitors

        roles.grant(
            roles.ADMINISTRATORS,
            "auth.view_user",
            "auth.add_user",
            "auth.change_user",
            "auth.view_group",
            "pressroom.change_identity",
        )
        desk.navigation(_("People"), "admin:auth_user_changelist", "auth.view_user", order=90)
        desk.navigation(_("Site"), "admin:site", "pressroom.change_identity", order=99)
        desk.page("site/", "pressroom.site_page.site", "site", "pressroom.change_identity")
        desk.panel(site_page.nowhere_to_complain)
        desk.page("profile/", "pressroom.profile.profile", "profile")
        cleaning.daily(_("salts of visitors’ traces"), visitors.destroy_old_salts)
        cleaning.daily(_("counts of how often somebody asked"), ratelimit.sweep_all)
        cleaning.daily(_("finished jobs"), jobs.forget)
        cleaning.daily(_("traces of public changes"), version.forget)
        processes.at_start(memory.be_sparing)
        connection_created.connect(alphabet.add_functions, dispatch_uid="pressroom.alphabet.add_functions")
        connection_created.connect(database.know_features, dispatch_uid="pressroom.database.know_features")
        connection_created.connect(
            database.read_what_is_committed, dispatch_uid="pressroom.database.read_what_is_committed"
        )
        post_migrate.connect(roles.make_groups, dispatch_uid="pressroom.roles.make_groups")


class DeskConfig(AdminConfig):
    """Django's admin with our site in the place of its own."""

    default_site = "pressroom.desk.Desk"


class StaticFilesConfig(BaseStaticFilesConfig):
    """Leaves out what the desk never loads: collecting and compressing it took four times as long as the rest.

    A pattern with a slash is held against a file's whole path, where `*` matches slashes too.
    """

    ignore_patterns = [
        *BaseStaticFilesConfig.ignore_patterns,
        "ckeditor/galleriffic/*",
        "ckeditor/file-icons/*",
        "ckeditor/ckeditor/*.md",
        "ckeditor/ckeditor/adapters/*",
        "ckeditor/ckeditor/skins/moono/*",
        "ckeditor/*/icons/hidpi/*",
        # The languages of the editor other than English and Russian.
        "ckeditor/*/lang/[!er]*",
        "ckeditor/*/lang/e[!n]*",
        "ckeditor/*/lang/en-*",
        "ckeditor/*/lang/r[!u]*",
        "admin/js/vendor/select2/i18n/[!er]*",
        # Plugins that `settings.CKEDITOR_CONFIGS` takes out or that nothing asks for.
        *(
            f"ckeditor/ckeditor/plugins/{name}/*"
            for name in (
                "about adobeair bbcode codesnippet codesnippetgeshi devtools docprops embed embedbase embedsemantic "
                "exportpdf flash forms iframe iframedialog image mathjax placeholder preview scayt sharedspace smiley "
                "sourcedialog stylesheetparser templates uicolor wsc"
            ).split()
        ),
    ]
